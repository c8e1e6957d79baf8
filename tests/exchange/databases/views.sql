-- Views over views, with everything that a query may have.
PRAGMA user_version = 7;
PRAGMA application_id = -559038737;
CREATE TABLE sale (id INTEGER PRIMARY KEY, region TEXT NOT NULL, day TEXT NOT NULL, amount REAL NOT NULL);
CREATE VIEW by_region AS SELECT region, sum(amount) AS total, count(*) AS "number of sales" FROM sale GROUP BY region HAVING count(*) > 0;
CREATE VIEW best AS
  SELECT region,
         total
  FROM by_region
  ORDER BY total DESC LIMIT 3;
CREATE VIEW running AS SELECT day, sum(amount) OVER (ORDER BY day ROWS UNBOUNDED PRECEDING) AS total FROM sale;
CREATE VIEW numbers AS WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n WHERE x < 10), squares(y) AS (SELECT x * x FROM n) SELECT y FROM squares;
CREATE VIEW "odd view" AS SELECT "number of sales" AS n FROM by_region WHERE region LIKE 'a\%' ESCAPE '\';
CREATE VIEW words AS SELECT sale.id, word.value AS word FROM sale, json_each(sale.region) AS word WHERE EXISTS (SELECT 1 FROM sale s, json_each(s.region));
CREATE VIEW tabbed AS SELECT region || '	x' AS marked
	FROM sale;
