export const MANAGER = 'berth';
export const APP_LABEL = 'berth.dev/app';
export const PROJECT_LABEL = 'berth.dev/project';
export const RELEASE_LABEL = 'berth.dev/release';
export const RESTARTED_ANNOTATION = 'kubectl.kubernetes.io/restartedAt';

/** The labels that never change while an app lives: what selectors are made of. */
export function stableLabels(project: string, app: string): Record<string, string> {
  return { [PROJECT_LABEL]: project, [APP_LABEL]: app };
}

/** The label selector that finds all that Berth made for an app. */
export function appSelector(project: string, app: string): string {
  const labels = { ...stableLabels(project, app), 'app.kubernetes.io/managed-by': MANAGER };
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** The tag of an image when it can stand in a label, else undefined. */
export function versionLabel(image: string): string | undefined {
  const tag = /:([^/:@]+)(?:@.*)?$/.exec(image)?.[1];
  return tag !== undefined && /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/.test(tag) ? tag : undefined;
}

/** True when labels say that an object belongs to this app. */
export function isOurs(labels: Record<string, string> | undefined, project: string, app: string): boolean {
  return (
    labels?.['app.kubernetes.io/managed-by'] === MANAGER &&
    labels[PROJECT_LABEL] === project &&
    labels[APP_LABEL] === app
  );
}

/** The release number in an object's labels, null when there is none. */
export function releaseOf(labels: Record<string, string> | undefined): number | null {
  const text = labels?.[RELEASE_LABEL] ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
