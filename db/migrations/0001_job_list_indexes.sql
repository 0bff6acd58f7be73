DROP INDEX "job_owner_submitted";--> statement-breakpoint
DROP INDEX "job_state_submitted";--> statement-breakpoint
DROP INDEX "job_template_submitted";--> statement-breakpoint
DROP INDEX "job_team_name";--> statement-breakpoint
DROP INDEX "job_team_submitted";--> statement-breakpoint
DROP INDEX "job_submitted";--> statement-breakpoint
DROP INDEX "job_search";--> statement-breakpoint
ALTER TABLE "job" ADD COLUMN "search_words" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', regexp_replace(search_text, '[^[:alnum:]]+', ' ', 'g'))) STORED;--> statement-breakpoint
CREATE INDEX "job_name" ON "job" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "job_gpus" ON "job" USING btree ("gpus","id");--> statement-breakpoint
CREATE INDEX "job_team_gpus" ON "job" USING btree ("team_id","gpus","id");--> statement-breakpoint
CREATE INDEX "job_state_rank" ON "job" USING btree (array_position(array['queued', 'admitted', 'starting', 'running', 'restarting', 'succeeded', 'failed', 'stopped']::text[], "state"),"id");--> statement-breakpoint
CREATE INDEX "job_team_state_rank" ON "job" USING btree ("team_id",array_position(array['queued', 'admitted', 'starting', 'running', 'restarting', 'succeeded', 'failed', 'stopped']::text[], "state"),"id");--> statement-breakpoint
CREATE INDEX "job_owner" ON "job" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "job_team_owner" ON "job" USING btree ("team_id","owner_id","id");--> statement-breakpoint
CREATE INDEX "job_state" ON "job" USING btree ("state","team_id");--> statement-breakpoint
CREATE INDEX "job_template" ON "job" USING btree ("template_slug","team_id");--> statement-breakpoint
CREATE INDEX "job_team_submitted" ON "job" USING btree ("team_id","submitted_at","id");--> statement-breakpoint
CREATE INDEX "job_submitted" ON "job" USING btree ("submitted_at","id");--> statement-breakpoint
CREATE INDEX "job_search" ON "job" USING gin ("search_words");