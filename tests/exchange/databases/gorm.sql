-- What GORM makes.
CREATE TABLE `migrations` (`id` text,PRIMARY KEY (`id`));
CREATE TABLE `users` (`id` integer PRIMARY KEY AUTOINCREMENT,`created_at` datetime,`updated_at` datetime,`deleted_at` datetime,`name` text NOT NULL DEFAULT "anonymous",`age` integer DEFAULT 18,`active` numeric DEFAULT false,`admin` numeric NOT NULL DEFAULT true,`balance` real,`avatar` blob,`company_id` integer);
CREATE INDEX `idx_users_deleted_at` ON `users`(`deleted_at`);
CREATE UNIQUE INDEX `idx_users_name` ON `users`(`name`);
CREATE TABLE `user_languages` (`user_id` integer,`language_id` integer,PRIMARY KEY (`user_id`,`language_id`));
