'use client';

import { Popconfirm, type PopconfirmProps } from 'antd';
import { useId, useRef } from 'react';

/** A short question before an act: the keyboard is on its answer, and back on what asked when it is over. */
export function AskFirst(props: PopconfirmProps) {
  const answer = useId();
  const asker = useRef<HTMLSpanElement>(null);
  return (
    <span ref={asker} style={{ display: 'contents' }}>
      <Popconfirm
        {...props}
        okButtonProps={{ ...props.okButtonProps, id: answer }}
        onOpenChange={(open) => {
          if (!open) asker.current?.querySelector('button')?.focus();
        }}
        // It is placed by then; focusing it before would scroll the page.
        afterOpenChange={(open) => {
          if (open) document.getElementById(answer)?.focus({ preventScroll: true });
        }}
        destroyOnHidden
      />
    </span>
  );
}
