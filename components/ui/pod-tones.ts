import type { PodState } from '@/lib/domain/app';
import type { Tone } from './state-dot';

/** How a pod's state is marked everywhere. */
export const POD_TONES: Record<PodState, Tone> = {
  ready: 'ok',
  // Many at once stand still: a hundred turning signs say nothing and cost much.
  unready: 'wait',
  failing: 'bad',
  completed: 'idle',
  terminating: 'idle',
};
