import { projectOf, type Context } from '@/lib/services/kernel';
import type { AppView } from './live-types';
import { findApp } from './rows';
import { statusOf } from './status';
import { appView } from './view';

/** The app as it is now, as the answer to a change of it. */
export async function showApp(context: Context, name: string): Promise<AppView> {
  const project = projectOf(context);
  const row = await findApp(project, name);
  return appView(project, row, await statusOf(project, row));
}
