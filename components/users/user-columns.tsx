import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps, type TableColumnsType } from 'antd';
import type { useTranslations } from 'next-intl';
import { RelativeTime, StateDot } from '@/components/ui';
import type { UserRow } from './types';

/** What can be done with a row. */
export interface RowActs {
  edit: (user: UserRow) => void;
  sessions: (user: UserRow) => void;
  resetPassword: (user: UserRow) => void;
  setDisabled: (user: UserRow, disabled: boolean) => void;
  delete: (user: UserRow) => void;
}

type Texts = ReturnType<typeof useTranslations<'users'>>;

/** The columns of the users' table; `myId` is who looks, who can't shut out oneself. */
export function userColumns(t: Texts, myId: string, acts: RowActs): TableColumnsType<UserRow> {
  return [
    {
      key: 'name',
      title: t('column.name'),
      render: (_, row) => (
        <>
          <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => acts.edit(row)}>
            <span className="mono">{row.name}</span>
          </Button>
          {row.id === myId && <span className="quiet"> ({t('you')})</span>}
        </>
      ),
    },
    { key: 'displayName', title: t('column.displayName'), render: (_, row) => row.displayName },
    { key: 'role', title: t('column.role'), render: (_, row) => t(`role.${row.platformRole}`) },
    { key: 'state', title: t('column.state'), render: (_, row) => <State row={row} t={t} /> },
    {
      key: 'lastSignIn',
      title: t('column.lastSignIn'),
      render: (_, row) =>
        row.lastSignInAt ? (
          <RelativeTime at={row.lastSignInAt} />
        ) : (
          <span className="quiet">{t('never')}</span>
        ),
    },
    {
      key: 'acts',
      title: <span className="visually-hidden">{t('column.acts')}</span>,
      align: 'end',
      render: (_, row) => (
        <Dropdown trigger={['click']} menu={{ items: menuOf(t, row, myId, acts) }}>
          <Button
            type="text"
            size="small"
            icon={<MoreOutlined />}
            aria-label={t('acts', { name: row.name })}
          />
        </Dropdown>
      ),
    },
  ];
}

function State({ row, t }: { row: UserRow; t: Texts }) {
  if (row.disabled) return <StateDot tone="paused">{t('state.disabled')}</StateDot>;
  if (row.mustChange) return <StateDot tone="wait">{t('state.mustChange')}</StateDot>;
  return <StateDot tone="ok">{t('state.active')}</StateDot>;
}

function menuOf(t: Texts, row: UserRow, myId: string, acts: RowActs): NonNullable<MenuProps['items']> {
  const always: NonNullable<MenuProps['items']> = [
    { key: 'edit', label: t('act.edit'), onClick: () => acts.edit(row) },
    { key: 'sessions', label: t('act.sessions'), onClick: () => acts.sessions(row) },
  ];
  // One's own password is changed under Settings; nobody shuts out oneself.
  if (row.id === myId) return always;
  return [
    ...always,
    { key: 'reset', label: t('act.resetPassword'), onClick: () => acts.resetPassword(row) },
    { type: 'divider' },
    row.disabled
      ? { key: 'enable', label: t('act.enable'), onClick: () => acts.setDisabled(row, false) }
      : { key: 'disable', label: t('act.disable'), onClick: () => acts.setDisabled(row, true) },
    { key: 'delete', label: t('act.delete'), danger: true, onClick: () => acts.delete(row) },
  ];
}
