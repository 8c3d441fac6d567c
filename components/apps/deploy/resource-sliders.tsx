'use client';

import { Form } from 'antd';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { AmountInput } from './amount-input';
import type { Resource } from './amount';

/** What the quota leaves for one app: CPU in millicores, memory in MiB. */
export interface Most {
  cpu: number;
  memory: number;
}

const PLACE = { request: 0, limit: 1 } as const;

/** CPU and memory as sliders bounded by the quota, each with a field for an exact amount: the limits, or what is requested. */
export function ResourceSliders({ most, what }: { most: Most; what: 'request' | 'limit' }) {
  return (
    <>
      <OneAmount resource="cpu" what={what} most={most.cpu} />
      <OneAmount resource="memory" what={what} most={most.memory} />
    </>
  );
}

interface Props {
  resource: Resource;
  what: 'request' | 'limit';
  most: number;
}

function OneAmount({ resource, what, most }: Props) {
  const t = useTranslations('deploy');
  const form = Form.useFormInstance();
  const name = [resource, PLACE[what]];
  const label = t(`${resource}.${what}`);
  // What is typed and is no amount never becomes the form's value, but must not be passed over in silence either.
  const wrong = useRef(false);
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[
        {
          validator: () =>
            wrong.current ? Promise.reject(new Error(t(`amountRule.${resource}`))) : Promise.resolve(),
        },
      ]}
    >
      <AmountInput
        resource={resource}
        label={label}
        most={most}
        onTyped={(isAmount) => {
          wrong.current = !isAmount;
          void form.validateFields([name]).catch(() => undefined);
        }}
      />
    </Form.Item>
  );
}
