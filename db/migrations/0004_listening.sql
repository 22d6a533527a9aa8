CREATE TABLE "heard_push" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "heard_push_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"payload" "bytea" NOT NULL,
	"data_key_id" bigint NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "flow" ADD COLUMN "listen_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "heard_push" ADD CONSTRAINT "heard_push_data_key_id_data_key_id_fk" FOREIGN KEY ("data_key_id") REFERENCES "public"."data_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "heard_push" ADD CONSTRAINT "heard_push_flow_fk" FOREIGN KEY ("workspace_id","flow_id") REFERENCES "public"."flow"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "heard_push_flow" ON "heard_push" USING btree ("flow_id","id");