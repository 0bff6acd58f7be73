CREATE TABLE "audit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor_id" uuid,
	"actor_email" text NOT NULL,
	"action" text NOT NULL,
	"resource_type" text NOT NULL,
	"resource_id" text NOT NULL,
	"team_id" uuid,
	"before" jsonb,
	"after" jsonb,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "cluster_node" (
	"name" text PRIMARY KEY NOT NULL,
	"gpu_model" text,
	"capacity_type" text,
	"gpus" integer NOT NULL,
	"ready" boolean NOT NULL,
	"schedulable" boolean NOT NULL,
	"pool" text,
	"observed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cluster_queue" (
	"name" text PRIMARY KEY NOT NULL,
	"deserved_gpus" integer,
	"capability_gpus" integer,
	"weight" integer,
	"allocated_gpus" integer NOT NULL,
	"state" text NOT NULL,
	"observed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "component_status" (
	"name" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"state" text NOT NULL,
	"progress" real,
	"detail" text DEFAULT '' NOT NULL,
	"observed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "job" (
	"id" uuid PRIMARY KEY NOT NULL,
	"team_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"template_version_id" uuid NOT NULL,
	"template_slug" text NOT NULL,
	"parameters" jsonb NOT NULL,
	"spec" jsonb NOT NULL,
	"gpus" integer NOT NULL,
	"gpu_model" text,
	"capacity_type" text,
	"priority_class" text NOT NULL,
	"max_runtime_seconds" integer NOT NULL,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"search_text" text NOT NULL,
	"submission_key" text NOT NULL,
	"submission_hash" text NOT NULL,
	"cloned_from" uuid,
	"submitted_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"desired_state" text DEFAULT 'running' NOT NULL,
	"stop_requested_by" uuid,
	"stop_requested_at" timestamp (3) with time zone,
	"state" text DEFAULT 'queued' NOT NULL,
	"reason" jsonb NOT NULL,
	"observed_at" timestamp (3) with time zone,
	"kubernetes_uid" text,
	"forgotten" boolean DEFAULT false NOT NULL,
	"attempt" integer DEFAULT 1 NOT NULL,
	"created_in_cluster_at" timestamp (3) with time zone,
	"admitted_at" timestamp (3) with time zone,
	"scheduled_at" timestamp (3) with time zone,
	"running_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"exit_code" integer,
	CONSTRAINT "job_name_in_team" UNIQUE("team_id","name"),
	CONSTRAINT "job_submission" UNIQUE("owner_id","submission_key")
);
--> statement-breakpoint
CREATE TABLE "job_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"job_id" uuid NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"raw_reason" text,
	"raw_message" text,
	"object_kind" text,
	"object_name" text,
	"count" integer DEFAULT 1 NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "job_event_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "job_pod" (
	"uid" text PRIMARY KEY NOT NULL,
	"job_id" uuid NOT NULL,
	"name" text NOT NULL,
	"task" text NOT NULL,
	"index" integer NOT NULL,
	"attempt" integer NOT NULL,
	"phase" text NOT NULL,
	"reason" text,
	"message" text,
	"exit_code" integer,
	"node" text,
	"gpus" integer NOT NULL,
	"gpu_model" text,
	"capacity_type" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"scheduled_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"observed_at" timestamp (3) with time zone NOT NULL,
	"log_bytes" integer,
	"log_stored_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"subject" text,
	"platform_roles" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_sign_in_at" timestamp (3) with time zone,
	CONSTRAINT "person_email_unique" UNIQUE("email"),
	CONSTRAINT "person_subject_unique" UNIQUE("subject")
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"team_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "membership_team_id_person_id_pk" PRIMARY KEY("team_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "team" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"guaranteed_gpus" integer NOT NULL,
	"max_gpus" integer NOT NULL,
	"weight" integer NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"applied_version" integer DEFAULT 0 NOT NULL,
	"applied_at" timestamp (3) with time zone,
	"apply_problem" text,
	CONSTRAINT "team_slug_unique" UNIQUE("slug"),
	CONSTRAINT "team_quota_sane" CHECK ("team"."guaranteed_gpus" >= 0 and "team"."max_gpus" >= "team"."guaranteed_gpus" and "team"."weight" > 0)
);
--> statement-breakpoint
CREATE TABLE "template" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"team_id" uuid,
	"latest_version" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "template_slug_in_team" UNIQUE NULLS NOT DISTINCT("team_id","slug")
);
--> statement-breakpoint
CREATE TABLE "template_version" (
	"id" uuid PRIMARY KEY NOT NULL,
	"template_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "template_version_number" UNIQUE("template_id","version")
);
--> statement-breakpoint
CREATE TABLE "price" (
	"id" uuid PRIMARY KEY NOT NULL,
	"gpu_model" text NOT NULL,
	"capacity_type" text NOT NULL,
	"usd_per_gpu_hour" numeric(12, 6) NOT NULL,
	"valid_from" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "price_period" UNIQUE("gpu_model","capacity_type","valid_from")
);
--> statement-breakpoint
CREATE TABLE "usage_hold" (
	"pod_uid" text PRIMARY KEY NOT NULL,
	"team_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"node" text NOT NULL,
	"gpu_model" text NOT NULL,
	"capacity_type" text NOT NULL,
	"gpus" integer NOT NULL,
	"held_from" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_release" (
	"pod_uid" text PRIMARY KEY NOT NULL,
	"held_until" timestamp (3) with time zone NOT NULL,
	"basis" text NOT NULL,
	"recorded_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "job" ADD CONSTRAINT "job_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job" ADD CONSTRAINT "job_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job" ADD CONSTRAINT "job_template_version_id_template_version_id_fk" FOREIGN KEY ("template_version_id") REFERENCES "public"."template_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job" ADD CONSTRAINT "job_stop_requested_by_person_id_fk" FOREIGN KEY ("stop_requested_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_event" ADD CONSTRAINT "job_event_job_id_job_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."job"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_pod" ADD CONSTRAINT "job_pod_job_id_job_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."job"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "template" ADD CONSTRAINT "template_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "template_version" ADD CONSTRAINT "template_version_template_id_template_id_fk" FOREIGN KEY ("template_id") REFERENCES "public"."template"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "template_version" ADD CONSTRAINT "template_version_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_release" ADD CONSTRAINT "usage_release_pod_uid_usage_hold_pod_uid_fk" FOREIGN KEY ("pod_uid") REFERENCES "public"."usage_hold"("pod_uid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_resource" ON "audit" USING btree ("resource_type","resource_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "audit_team" ON "audit" USING btree ("team_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "job_team_submitted" ON "job" USING btree ("team_id","submitted_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "job_owner_submitted" ON "job" USING btree ("owner_id","submitted_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "job_submitted" ON "job" USING btree ("submitted_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "job_state_submitted" ON "job" USING btree ("state","submitted_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "job_template_submitted" ON "job" USING btree ("template_slug","submitted_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "job_team_name" ON "job" USING btree ("team_id","name");--> statement-breakpoint
CREATE INDEX "job_active" ON "job" USING btree ("team_id") WHERE "job"."state" not in ('succeeded', 'failed', 'stopped');--> statement-breakpoint
CREATE INDEX "job_search" ON "job" USING gin (to_tsvector('simple', "search_text"));--> statement-breakpoint
CREATE INDEX "job_event_job" ON "job_event" USING btree ("job_id","last_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "job_pod_job" ON "job_pod" USING btree ("job_id","attempt","index");--> statement-breakpoint
CREATE INDEX "membership_person" ON "membership" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "template_platform_slug" ON "template" USING btree ("slug") WHERE "template"."team_id" is null;--> statement-breakpoint
CREATE INDEX "template_version_template" ON "template_version" USING btree ("template_id");--> statement-breakpoint
CREATE INDEX "usage_hold_job" ON "usage_hold" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "usage_hold_team_from" ON "usage_hold" USING btree ("team_id","held_from");--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER usage_hold_append_only BEFORE UPDATE OR DELETE ON "usage_hold" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER usage_release_append_only BEFORE UPDATE OR DELETE ON "usage_release" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON "audit" FOR EACH ROW EXECUTE FUNCTION refuse_change();
