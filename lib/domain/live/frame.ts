import { applyListDelta, listDelta, type KeyOf, type ListDelta, type LiveList } from './list-delta';

/** All that a page shows of one topic: lists by name, and what stands beside them. */
export interface Frame {
  lists: Record<string, LiveList>;
  info: Record<string, unknown>;
}

/** What has become of a frame. `info` holds only what differs. */
export interface FrameDelta {
  lists?: Record<string, ListDelta>;
  info?: Record<string, unknown>;
}

/** How the rows of each list are told apart. */
export type Keys = Record<string, KeyOf<never>>;

/** What leads from one frame of a topic to the next; null when nothing differs. */
export function frameDelta(before: Frame, after: Frame, keys: Keys): FrameDelta | null {
  const lists: Record<string, ListDelta> = {};
  for (const [name, list] of Object.entries(after.lists)) {
    const delta = listDelta(before.lists[name] ?? EMPTY, list, keyOf(keys, name));
    if (delta) lists[name] = delta;
  }
  const info: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(after.info)) {
    if (JSON.stringify(before.info[name]) !== JSON.stringify(value)) info[name] = value;
  }
  const delta = {
    ...(Object.keys(lists).length > 0 ? { lists } : {}),
    ...(Object.keys(info).length > 0 ? { info } : {}),
  };
  return Object.keys(delta).length > 0 ? delta : null;
}

/** The frame after a delta. */
export function applyFrameDelta(before: Frame, delta: FrameDelta, keys: Keys): Frame {
  const lists = { ...before.lists };
  for (const [name, change] of Object.entries(delta.lists ?? {})) {
    lists[name] = applyListDelta(lists[name] ?? EMPTY, change, keyOf(keys, name));
  }
  return { lists, info: { ...before.info, ...delta.info } };
}

const EMPTY: LiveList = { rows: [], total: 0 };

function keyOf(keys: Keys, name: string): KeyOf<unknown> {
  const key = keys[name];
  if (!key) throw new Error(`nobody says how rows of ${name} are told apart`);
  return key as KeyOf<unknown>;
}
