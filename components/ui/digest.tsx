'use client';

import { Tooltip } from 'antd';
import { useTranslations } from 'next-intl';
import { CopyText } from './copy-text';

/** The first characters of a digest; the whole on hover, and to copy. */
export function Digest({ digest }: { digest: string | null | undefined }) {
  const t = useTranslations('common');
  if (!digest) return <span className="quiet">—</span>;
  const short = digest.replace(/^sha256:/, '').slice(0, 12);
  return (
    <CopyText text={digest} what={t('digest')}>
      <Tooltip title={digest}>
        <span>@{short}</span>
      </Tooltip>
    </CopyText>
  );
}
