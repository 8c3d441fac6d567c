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
