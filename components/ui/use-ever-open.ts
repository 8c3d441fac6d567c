import { useState } from 'react';

/** True from the first opening on: a dialogue whose code is loaded when it opens has to stay there while it fades. */
export function useEverOpen(open: boolean): boolean {
  const [opened, setOpened] = useState(open);
  if (open && !opened) setOpened(true);
  return opened || open;
}
