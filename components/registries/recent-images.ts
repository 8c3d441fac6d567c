/** An image that was picked before, in this browser. */
export interface RecentImage {
  registry: string;
  repository: string;
}

const MOST = 6;
const keyOf = (project: string) => `berth:recent-images:${project}`;

/** The images picked last for a project, the latest first. */
export function recentImages(project: string): RecentImage[] {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(keyOf(project)) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isRecent).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Puts an image first among the recent ones. */
export function rememberImage(project: string, image: RecentImage): void {
  const others = recentImages(project).filter(
    (other) => other.registry !== image.registry || other.repository !== image.repository,
  );
  try {
    const next = [{ registry: image.registry, repository: image.repository }, ...others].slice(0, MOST);
    window.localStorage.setItem(keyOf(project), JSON.stringify(next));
  } catch {
    // A browser without storage only forgets.
  }
}

function isRecent(value: unknown): value is RecentImage {
  return (
    value !== null &&
    typeof value === 'object' &&
    'registry' in value &&
    typeof value.registry === 'string' &&
    'repository' in value &&
    typeof value.repository === 'string'
  );
}
