import { Problem } from '@/lib/domain/problem';
import type { Caller } from '@/lib/services/kernel';
import type { AppSnapshot, AppsSnapshot, Listener, Subscription } from './live-types';

/**
 * Live list of a project's apps. Rejects with a Problem when the caller may not see the project (404 to an outsider);
 * afterwards the right is checked anew at least every 5 s and `ended` says why it was lost.
 */
export async function watchApps(
  _caller: Caller,
  _project: string,
  _listener: Listener<AppsSnapshot>,
): Promise<Subscription> {
  throw new Problem('internal');
}

/** Live view of one app with its pods and events; as `watchApps`. `gone` ends it when the app is deleted. */
export async function watchApp(
  _caller: Caller,
  _project: string,
  _app: string,
  _listener: Listener<AppSnapshot>,
): Promise<Subscription> {
  throw new Problem('internal');
}
