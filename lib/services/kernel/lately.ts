import { singleton } from '@/lib/runtime/singleton';

interface Recent<T> {
  at: number;
  answer: Promise<T>;
}

const SHARED_MS = 1000;

/**
 * What was asked under this name and key less than a second ago, or asked anew: many streams of one person, or of one
 * project, ask once. A refusal or failure is as good for that second as any other answer.
 */
export function lately<T>(name: string, key: string, ask: () => Promise<T>): Promise<T> {
  const recent = singleton(name, () => new Map<string, Recent<T>>());
  const known = recent.get(key);
  const now = Date.now();
  if (known && now - known.at < SHARED_MS) return known.answer;
  // Entries stand in the order of their time: those that are too old are in front.
  for (const [old, entry] of recent) {
    if (now - entry.at <= SHARED_MS) break;
    recent.delete(old);
  }
  recent.delete(key);
  const answer = ask();
  recent.set(key, { at: now, answer });
  return answer;
}
