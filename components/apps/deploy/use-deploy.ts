'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Form, type FormInstance } from 'antd';
import { useRouter } from 'next/navigation';
import { useMemo, useRef, useState } from 'react';
import { showFieldErrors, useAct } from '@/components/ui';
import { ApiError, call } from '@/lib/client/call';
import { createApp, updateApp } from '@/lib/contract/apps';
import { changedBody, toCreateBody, type DeployValues } from './form-values';
import { usePlan } from './use-plan';

interface Existing {
  app: string;
  initial: DeployValues;
}

/** The state behind the deploy page: the form, its plan, and the act. `existing` null deploys a new app. */
export function useDeploy(project: string, existing: Existing | null, initial: DeployValues) {
  const [form] = Form.useForm<DeployValues>();
  const [values, setValues] = useState<DeployValues>(initial);
  const router = useRouter();
  const queryClient = useQueryClient();
  // One key for one intention: a double click or a retry after a lost answer deploys once.
  const key = useRef(crypto.randomUUID());

  const body = useMemo(() => {
    if (!values.image || (!existing && !values.name)) return null;
    return existing ? changedBody(existing.initial, values) : toCreateBody(values);
  }, [values, existing]);
  const plan = usePlan(project, existing?.app ?? null, body);

  const act = useAct({
    run: () => {
      const options = { idempotencyKey: key.current };
      const now = allValues(form, initial);
      return existing
        ? call(
            updateApp,
            { params: { project, app: existing.app }, body: changedBody(existing.initial, now) },
            options,
          )
        : call(createApp, { params: { project }, body: toCreateBody(now) }, options);
    },
    toastError: false,
    onError: (error) => {
      // Without an answer it may have been done all the same: the next try must be the same call.
      if (!(error instanceof ApiError) || error.code !== 'network') key.current = crypto.randomUUID();
      showFieldErrors(form, error);
    },
    onDone: (app) => {
      void queryClient.invalidateQueries({ queryKey: ['apps', project] });
      void queryClient.invalidateQueries({ queryKey: ['app', project, app.name] });
      router.push(`/projects/${project}/apps/${app.name}`);
    },
  });

  const onChange = () => {
    key.current = crypto.randomUUID();
    setValues(allValues(form, initial));
  };
  return { form, plan, act, onChange, ready: body !== null };
}

/** Every value, also of folded parts that were never opened. */
function allValues(form: FormInstance<DeployValues>, initial: DeployValues): DeployValues {
  return { ...initial, ...(form.getFieldsValue(true) as Partial<DeployValues>) };
}
