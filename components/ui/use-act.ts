'use client';

import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { App } from 'antd';
import { useErrorText } from './error-state';

interface Options<In, Out> {
  run: (input: In) => Promise<Out>;
  /** Said when it is done. */
  done?: string | ((answer: Out, input: In) => string);
  /** What has to be asked for again. */
  refresh?: QueryKey[];
  /** False where the error is shown by the form or dialogue itself. */
  toastError?: boolean;
  onDone?: (answer: Out, input: In) => void;
  onError?: (error: unknown) => void;
}

/** A mutation that says how it ended: a short word when done, the reason with its request id when refused. */
export function useAct<In = void, Out = unknown>(options: Options<In, Out>) {
  const { message, notification } = App.useApp();
  const queryClient = useQueryClient();
  const text = useErrorText();
  return useMutation<Out, Error, In>({
    mutationFn: options.run,
    onSuccess: async (answer, input) => {
      const done = typeof options.done === 'function' ? options.done(answer, input) : options.done;
      if (done) void message.success(done);
      await Promise.all(
        (options.refresh ?? []).map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      );
      options.onDone?.(answer, input);
    },
    onError: (error) => {
      options.onError?.(error);
      if (options.toastError === false) return;
      const { why, todo, requestId } = text(error);
      notification.error({
        title: why,
        description: requestId ? `${todo} (${requestId})` : todo,
        duration: 8,
      });
    },
  });
}
