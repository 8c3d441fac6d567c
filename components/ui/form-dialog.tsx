'use client';

import type { QueryKey } from '@tanstack/react-query';
import { Form, Modal, type FormInstance } from 'antd';
import { useRef, type ReactNode } from 'react';
import { ApiError } from '@/lib/client/call';
import { ErrorState } from './error-state';
import { showFieldErrors } from './form-errors';
import { useAct } from './use-act';

interface Props<Values extends object, Out> {
  open: boolean;
  title: string;
  okText: string;
  /** Whom or what it is about: another one begins with other values. */
  subject?: string;
  initial: Partial<Values>;
  run: (values: Values) => Promise<Out>;
  /** Said when it is done. */
  done?: string | ((answer: Out, values: Values) => string);
  /** What has to be asked for again. */
  refresh: QueryKey[];
  /** Said on the field `name` when that name is taken. */
  taken?: string;
  width?: number;
  onChange?: (change: Partial<Values>, form: FormInstance<Values>) => void;
  onClose: () => void;
  /** `onClose` when not given. */
  onDone?: (answer: Out) => void;
  children: ReactNode;
}

/** A form in a dialogue: Enter sends it, once; what is refused stands on its fields, or below them. */
export function FormDialog<Values extends object, Out = unknown>(props: Props<Values, Out>) {
  const { open, initial, taken, onClose, onChange } = props;
  // Each opening has a form of its own, which begins anew.
  const form = useRef<FormInstance<Values>>(null);
  // Two presses are one wish, also while the dialogue fades after the first was answered.
  const sent = useRef(false);
  const act = useAct<Values, Out>({
    run: props.run,
    ...(props.done === undefined ? {} : { done: props.done }),
    refresh: props.refresh,
    toastError: false,
    onDone: (answer) => (props.onDone ? props.onDone(answer) : onClose()),
    onError: (error) => {
      sent.current = false;
      if (taken !== undefined && isTaken(error)) {
        form.current?.setFields([{ name: 'name' as never, errors: [taken] }]);
        form.current?.focusField('name');
      } else if (form.current) showFieldErrors(form.current, error);
    },
  });
  const onItsField = taken !== undefined && isTaken(act.error);
  const inForm = (content: ReactNode) => (
    <Form<Values>
      key={props.subject ?? ''}
      ref={form}
      layout="vertical"
      requiredMark={false}
      initialValues={initial}
      onValuesChange={(change: Partial<Values>) => {
        if (form.current) onChange?.(change, form.current);
      }}
      onFinish={(values) => {
        if (sent.current) return;
        sent.current = true;
        act.mutate(values);
      }}
    >
      {content}
    </Form>
  );
  return (
    <Modal
      open={open}
      title={props.title}
      okText={props.okText}
      okButtonProps={{ htmlType: 'submit', loading: act.isPending || (act.isSuccess && open) }}
      {...(props.width === undefined ? {} : { width: props.width })}
      onCancel={onClose}
      afterClose={() => {
        sent.current = false;
        act.reset();
      }}
      destroyOnHidden
      modalRender={inForm}
    >
      {props.children}
      {act.error && !onItsField && <ErrorState error={act.error} />}
    </Modal>
  );
}

function isTaken(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'resource.exists';
}
