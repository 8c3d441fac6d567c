export { keepCrashLogs } from './crash-keeper';
export { getCrash, listCrashes } from './crashes';
export { createApp } from './create';
export { deleteApp } from './delete';
export { getApp } from './get';
export { listApps } from './list';
export { restartApp, scaleApp, startApp, stopApp } from './operate';
export { planApp, planNewApp } from './plan';
export { listAppEvents, listAppPods, listProjectPods } from './pods';
export { recoverReleases } from './recover';
export { closeLeftIntents } from './recover-intents';
export { recoverOperations } from './recover-operations';
export { diffReleases, listReleases } from './releases';
export { rollbackApp } from './rollback';
export { trackVerdicts } from './track';
export { updateApp } from './update';
export { watchApp, watchApps } from './watch';
export type {
  AppSnapshot,
  AppsSnapshot,
  AppView,
  EndReason,
  EventView,
  Listener,
  PodView,
  Subscription,
} from './live-types';
