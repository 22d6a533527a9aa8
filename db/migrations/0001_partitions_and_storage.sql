-- What the schema files cannot say. Partitions of one day are made by db/queries/ensure-log-partition.ts.
CREATE TABLE "record_log_7" PARTITION OF "record_log" FOR VALUES IN (7) PARTITION BY RANGE ("day");--> statement-breakpoint
CREATE TABLE "record_log_30" PARTITION OF "record_log" FOR VALUES IN (30) PARTITION BY RANGE ("day");--> statement-breakpoint
CREATE TABLE "record_log_90" PARTITION OF "record_log" FOR VALUES IN (90) PARTITION BY RANGE ("day");--> statement-breakpoint
CREATE TABLE "record_log_400" PARTITION OF "record_log" FOR VALUES IN (400) PARTITION BY RANGE ("day");--> statement-breakpoint
CREATE TABLE "record_payload_7" PARTITION OF "record_payload" FOR VALUES IN (7) PARTITION BY RANGE ("day");--> statement-breakpoint
CREATE TABLE "record_payload_30" PARTITION OF "record_payload" FOR VALUES IN (30) PARTITION BY RANGE ("day");--> statement-breakpoint
CREATE TABLE "record_payload_90" PARTITION OF "record_payload" FOR VALUES IN (90) PARTITION BY RANGE ("day");--> statement-breakpoint
CREATE TABLE "record_payload_400" PARTITION OF "record_payload" FOR VALUES IN (400) PARTITION BY RANGE ("day");--> statement-breakpoint
-- Encrypted bytes do not compress: trying costs time and gains nothing.
ALTER TABLE "record_payload" ALTER COLUMN "payload" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "chunk" ALTER COLUMN "payload" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "owed_record" ALTER COLUMN "payload" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "owed_record" ALTER COLUMN "effects" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "sample" ALTER COLUMN "payload" SET STORAGE EXTERNAL;--> statement-breakpoint
-- Rows that change all the time keep room for their next version in the same page.
ALTER TABLE "lane" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);--> statement-breakpoint
ALTER TABLE "run_count" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);--> statement-breakpoint
-- Queue rows live for seconds: dead ones are removed by count, however small the table is.
ALTER TABLE "chunk" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);--> statement-breakpoint
ALTER TABLE "sending" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);--> statement-breakpoint
ALTER TABLE "key_hold" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);--> statement-breakpoint
-- Between two files of the schema that would otherwise import each other.
ALTER TABLE "flow" ADD CONSTRAINT "flow_active_version" FOREIGN KEY ("id", "active_version") REFERENCES "flow_version" ("flow_id", "number");
