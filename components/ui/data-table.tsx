'use client';

import { Button, Table, type TableColumnsType, type TableProps } from 'antd';
import { useTranslations } from 'next-intl';
import type { HTMLAttributes, ReactNode, Ref } from 'react';
import { CardList } from './card-list';
import { ErrorState } from './error-state';
import { Loading } from './loading';
import { useNarrow } from './use-narrow';
import type { Pages } from './use-pages';
import styles from './ui.module.css';

interface Props<Row> {
  /** Names the table for those who can't see it. */
  label: string;
  columns: TableColumnsType<Row>;
  rowKey: (row: Row) => string;
  pages: Pages<Row>;
  /** Search and filters. */
  toolbar?: ReactNode;
  /** Shown when there is not one row and nothing was searched for. */
  empty: ReactNode;
  /** True while a search or filter is on: then “nothing found” stands instead of `empty`. */
  filtered?: boolean;
  onOpen?: (row: Row) => void;
  /** Of the element around the rows. */
  around?: HTMLAttributes<HTMLDivElement> & { ref: Ref<HTMLDivElement> };
  rowClassName?: (row: Row) => string;
  /** Hears of another order. */
  onChange?: TableProps<Row>['onChange'];
  /** What stands below the rows. */
  below?: ReactNode;
}

/** A list page: filters above, rows that the server found (cards on a phone), more on demand. */
export function DataTable<Row extends object>(props: Props<Row>) {
  const t = useTranslations('common');
  const { pages } = props;
  const narrow = useNarrow();
  const onRow = props.onOpen && ((row: Row) => openable(() => props.onOpen?.(row)));
  const none = pages.rows.length === 0 && !pages.isLoading;
  return (
    <div className={styles.tableBlock}>
      {props.toolbar && (!none || props.filtered) && <div className={styles.toolbar}>{props.toolbar}</div>}
      {pages.error !== null && pages.error !== undefined && (
        <ErrorState error={pages.error} retry={pages.reload} />
      )}
      {pages.isLoading && <Loading rows={6} />}
      {none &&
        !pages.error &&
        (props.filtered ? <p className={styles.nothing}>{t('nothingFound')}</p> : props.empty)}
      <div {...props.around}>
        {pages.rows.length > 0 && narrow && (
          <CardList<Row>
            label={props.label}
            columns={props.columns}
            rowKey={props.rowKey}
            rows={pages.rows}
            onRow={onRow}
            rowClassName={props.rowClassName}
          />
        )}
        {pages.rows.length > 0 && !narrow && (
          <Table<Row>
            aria-label={props.label}
            size="small"
            columns={props.columns}
            rowKey={props.rowKey}
            dataSource={pages.rows}
            pagination={false}
            scroll={{ x: 'max-content' }}
            showSorterTooltip={false}
            {...(onRow ? { onRow } : {})}
            {...(props.rowClassName ? { rowClassName: props.rowClassName } : {})}
            {...(props.onChange ? { onChange: props.onChange } : {})}
          />
        )}
      </div>
      {pages.hasMore && (
        <div className={styles.more}>
          <Button loading={pages.isFetching} onClick={pages.loadMore}>
            {t('loadMore')}
          </Button>
        </div>
      )}
      {pages.rows.length > 0 && props.below}
    </div>
  );
}

/** A whole row opens on click; the keyboard uses the link or button in its first cell. */
function openable(open: () => void) {
  return {
    style: { cursor: 'pointer' },
    onClick: (event: React.MouseEvent<HTMLElement>) => {
      // Links, buttons and a text being marked keep their own meaning.
      if (event.target instanceof Element && event.target.closest('a, button, input, label')) return;
      if (window.getSelection()?.toString()) return;
      open();
    },
  };
}
