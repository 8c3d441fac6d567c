import { platformName, time, type ArtifactRow, type ScanSummary } from '@/lib/domain/registry';
import type { HarborArtifact } from './schemas';

const MOST_TAGS = 100;

/** One artifact of Harbor as a row; tags that hold the search come first, then the newest. */
export function artifactRow(artifact: HarborArtifact, search: string): ArtifactRow {
  const needle = search.trim().toLowerCase();
  const tags = (artifact.tags ?? [])
    .map((tag) => ({
      name: tag.name,
      at: time(tag.push_time) ?? '',
      hit: tag.name.toLowerCase().includes(needle),
    }))
    .sort((a, b) => Number(b.hit) - Number(a.hit) || b.at.localeCompare(a.at));
  return {
    tags: tags.slice(0, MOST_TAGS).map((tag) => tag.name),
    digest: artifact.digest,
    size: artifact.size ?? null,
    pushedAt: time(artifact.push_time),
    type: (artifact.type ?? 'image').toLowerCase(),
    platforms: platforms(artifact),
    scan: scan(artifact),
  };
}

function platforms(artifact: HarborArtifact): string[] {
  const parts = (artifact.references ?? []).map((reference) => reference.platform ?? {});
  const own = artifact.extra_attrs ?? {};
  const named = parts.length > 0 ? parts : [{ os: own['os'], architecture: own['architecture'] }];
  return named.flatMap((part) => {
    const [os, architecture] = [word(part.os), word(part.architecture)];
    const variant = 'variant' in part ? word(part.variant) : undefined;
    if (architecture === undefined || architecture === 'unknown') return [];
    return [platformName({ ...(os ? { os } : {}), architecture, ...(variant ? { variant } : {}) })];
  });
}

// Without a scanner there is no overview; with several, the one that finished counts.
function scan(artifact: HarborArtifact): ScanSummary | null {
  const reports = Object.values(artifact.scan_overview ?? {});
  const report = reports.find((entry) => entry.scan_status === 'Success') ?? reports[0];
  if (!report) return null;
  return {
    status: report.scan_status ?? '',
    severity: report.severity ?? '',
    total: report.summary?.total ?? 0,
    fixable: report.summary?.fixable ?? 0,
    counts: report.summary?.summary ?? {},
  };
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
