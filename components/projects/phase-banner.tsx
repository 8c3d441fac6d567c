'use client';

import { ToolOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useAct } from '@/components/ui';
import { call } from '@/lib/client/call';
import { repairProject } from '@/lib/contract/projects';
import { PROBLEMS, problemText, type ProblemCode } from '@/lib/domain/problem';
import type { ProjectView } from './types';

/** Says when a project is not settled, why, and what can be done. */
export function PhaseBanner({ project, mayRepair }: { project: ProjectView; mayRepair: boolean }) {
  const t = useTranslations('projects');
  const language = useLocale() === 'zh' ? 'zh' : 'en';
  const repair = useAct({
    run: () => call(repairProject, { params: { project: project.name } }),
    done: t('repaired'),
    refresh: [['project', project.name], ['projects']],
  });
  if (project.phase === 'active') return null;
  const why = reasonOf(project, language);
  const broken = project.phase === 'broken';
  return (
    <Alert
      role="status"
      showIcon
      type={broken ? 'error' : 'info'}
      style={{ marginBlockEnd: 16 }}
      title={t(`banner.${project.phase}.title`)}
      description={
        <>
          {why && <p>{why}</p>}
          <p>{t(`banner.${project.phase}.text`)}</p>
          {broken && mayRepair && (
            <Button icon={<ToolOutlined />} loading={repair.isPending} onClick={() => repair.mutate()}>
              {t('repair')}
            </Button>
          )}
        </>
      }
    />
  );
}

function reasonOf(project: ProjectView, language: 'en' | 'zh'): string | null {
  if (!project.problem || !(project.problem.code in PROBLEMS)) return null;
  return problemText(project.problem.code as ProblemCode, language, project.problem.params);
}
