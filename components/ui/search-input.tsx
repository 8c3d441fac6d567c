'use client';

import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useRef, useState } from 'react';

interface Props {
  value: string;
  onChange: (value: string) => void;
  /** Name and placeholder. */
  label: string;
  autoFocus?: boolean;
  /** Enter, with the text as it stands; a form around the field is not sent by it. */
  onEnter?: (value: string) => void;
  /** Greatest width in pixels. */
  width?: number;
  /** How long typing has to rest (ms); short where the answer comes from memory. */
  pause?: number;
}

const PAUSE = 250;
/** Of a live list: the server answers from its cache. */
export const LIVE_PAUSE = 30;

/** A search field that waits for a pause in the typing before it asks. */
export function SearchInput(props: Props) {
  const { value, onChange, label, autoFocus = false, onEnter, width = 320, pause = PAUSE } = props;
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The address changed from outside (Back, a link): the field follows.
  if (known !== value) {
    setKnown(value);
    setTyped(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const tell = (text: string) => {
    setKnown(text);
    if (text !== value) onChange(text);
  };
  return (
    <Input
      allowClear
      type="search"
      prefix={<SearchOutlined aria-hidden="true" />}
      aria-label={label}
      placeholder={label}
      autoFocus={autoFocus}
      style={{ maxInlineSize: width }}
      value={typed}
      onPressEnter={(event) => {
        event.preventDefault();
        // The change comes first: after it, it would undo what Enter began.
        clearTimeout(timer.current);
        tell(typed.trim());
        onEnter?.(typed.trim());
      }}
      onChange={(event) => {
        const next = event.target.value;
        setTyped(next);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => tell(next.trim()), pause);
      }}
    />
  );
}
