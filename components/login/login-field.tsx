import type { ReactNode } from 'react';

interface Props {
  id: string;
  label: string;
  /** What is wrong with the field, announced when it appears. */
  fault?: string | null;
  hint?: string | null;
  children: (describedBy: string | undefined) => ReactNode;
}

/** A labelled field of a form that must work before scripts do, so without Ant Design's form store. */
export function LoginField({ id, label, fault, hint, children }: Props) {
  const note = fault ?? hint;
  const noteId = `${id}-note`;
  return (
    <div className="login-field">
      <label htmlFor={id}>{label}</label>
      {children(note ? noteId : undefined)}
      <p id={noteId} className={fault ? 'login-note login-fault' : 'login-note'} aria-live="polite">
        {note}
      </p>
    </div>
  );
}
