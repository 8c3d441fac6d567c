import { z } from 'zod';

// Only what Berth reads; Harbor leaves out or nulls whatever is empty.
const text = z.string().nullish();

export const projectsSchema = z.array(
  z.object({ name: z.string(), metadata: z.object({ public: text }).nullish() }),
);
export const repositoriesSchema = z.array(
  z.object({ name: z.string(), artifact_count: z.number().nullish(), update_time: text }),
);
export const systemSchema = z.object({ harbor_version: text });

const reportSchema = z.object({
  scan_status: text,
  severity: text,
  summary: z
    .object({
      total: z.number().nullish(),
      fixable: z.number().nullish(),
      summary: z.record(z.string(), z.number()).nullish(),
    })
    .nullish(),
});

const platformSchema = z.object({ os: text, architecture: text, variant: text }).nullish();

const artifactSchema = z.object({
  type: text,
  digest: z.string(),
  size: z.number().nullish(),
  push_time: text,
  extra_attrs: z.record(z.string(), z.unknown()).nullish(),
  references: z.array(z.object({ platform: platformSchema })).nullish(),
  tags: z.array(z.object({ name: z.string(), push_time: text })).nullish(),
  scan_overview: z.record(z.string(), reportSchema).nullish(),
});
export const artifactsSchema = z.array(artifactSchema);
export type HarborArtifact = z.output<typeof artifactSchema>;
