import type { ReadTopic } from '@/lib/contract/live';
import type { Frame } from '@/lib/domain/live';
import { watchApp, watchApps } from '@/lib/services/apps';
import { watchHome, watchReachability } from '@/lib/services/home';
import type { Caller } from '@/lib/services/kernel';
import type { EndReason, Subscription } from '@/lib/services/live';
import { watchPods } from '@/lib/services/pods';
import { watchProjects } from '@/lib/services/projects';
import { watchShells } from '@/lib/services/shells';

/** What a topic tells, whichever it is. */
export interface TopicListener {
  /** Of something small: whole each time. */
  snapshot: (value: unknown) => void;
  /** Of lists: what differs is found where it is sent. */
  frame: (frame: Frame) => void;
  ended: (reason: EndReason) => void;
}

/** Opens a topic for somebody; each authorises for itself and rejects with a Problem. */
export function openTopic(caller: Caller, topic: ReadTopic, listener: TopicListener): Promise<Subscription> {
  switch (topic.topic) {
    case 'reachability':
      return watchReachability(caller, listener);
    case 'app':
      return watchApp(caller, topic.project, topic.app, listener);
    case 'apps':
      return watchApps(caller, topic, listener);
    case 'pods':
      return watchPods(caller, topic, listener);
    case 'shells':
      return watchShells(caller, topic, listener);
    case 'projects':
      return watchProjects(caller, topic, listener);
    case 'home':
      return watchHome(caller, listener);
  }
}
