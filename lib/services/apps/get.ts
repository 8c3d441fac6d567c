import { getApp as operation } from '@/lib/contract/apps';
import { projectOf, useCase } from '@/lib/services/kernel';
import { withLastWords } from './last-words';
import { observe } from './observe';
import { findApp } from './rows';
import { statusIn } from './status';
import { appView } from './view';

/** An app with its status and, for somebody who may read logs, the last lines of what ended. */
export const getApp = useCase(operation, {
  run: async (context, { params }) => {
    const project = projectOf(context);
    const row = await findApp(project, params.app);
    const view = await observe(project);
    const status = statusIn(view, row);
    const told = await withLastWords(context.principal, project, view.of(row.app.name), status);
    return appView(project, row, told);
  },
});
