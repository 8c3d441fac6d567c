'use client';

import { Pagination, type TableColumnsType, type TableProps } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { LIVE_PAGE } from '@/lib/contract/live';
import { DataTable } from './data-table';
import { useChangeMarks } from './use-change-marks';
import { useHeldRows } from './use-held-rows';
import styles from './ui.module.css';

interface Props<Row> {
  /** Names the table for those who can't see it. */
  label: string;
  columns: TableColumnsType<Row>;
  rowKey: (row: Row) => string;
  /** The page that is shown; undefined before it is there. */
  list: { rows: readonly Row[]; total: number } | undefined;
  /** Which page, search and order the rows are of. */
  of: string;
  page: number;
  onPage: (page: number) => void;
  error: unknown;
  again: () => void;
  toolbar?: ReactNode;
  empty: ReactNode;
  filtered: boolean;
  onOpen?: (row: Row) => void;
  onChange?: TableProps<Row>['onChange'];
}

/** A live list, a page at a time: rows change where they stand with a short mark, and never jump under the pointer. */
export function LiveTable<Row extends object>(props: Props<Row>) {
  const t = useTranslations('common.live');
  const { list, of, rowKey } = props;
  const around = useRef<HTMLDivElement>(null);
  const held = useHeldRows<Row>(list?.rows ?? NONE, rowKey, of);
  useChangeMarks(around, held.rows, rowKey, of);
  const columns = useMemo(
    // A row that is the same object need not be drawn again.
    () => props.columns.map((column) => ({ shouldCellUpdate: isOther<Row>, ...column })),
    [props.columns],
  );
  const total = list?.total ?? 0;
  const { page, onPage } = props;
  const last = Math.max(1, Math.ceil(total / LIVE_PAGE));
  const beyond = list !== undefined && page > last;
  useEffect(() => {
    // Rows went, and this page with them.
    if (beyond) onPage(last);
  }, [beyond, last, onPage]);
  return (
    <DataTable<Row>
      label={props.label}
      columns={columns}
      rowKey={rowKey}
      pages={{
        rows: held.rows,
        total,
        isLoading: list === undefined && !props.error,
        isFetching: false,
        error: props.error,
        hasMore: false,
        loadMore: () => undefined,
        reload: props.again,
      }}
      toolbar={props.toolbar}
      empty={props.empty}
      filtered={props.filtered}
      around={{ ref: around, ...held.handlers }}
      rowClassName={(row) => (held.gone.has(rowKey(row)) ? (styles.gone ?? '') : '')}
      {...(props.onOpen ? { onOpen: props.onOpen } : {})}
      {...(props.onChange ? { onChange: props.onChange } : {})}
      below={
        <div className={styles.liveFoot}>
          <span className="quiet" role="status">
            {held.waiting > 0 && t('waiting', { count: held.waiting })}
          </span>
          {total > LIVE_PAGE && (
            <Pagination
              size="small"
              current={page}
              pageSize={LIVE_PAGE}
              total={total}
              showSizeChanger={false}
              showLessItems
              onChange={onPage}
            />
          )}
        </div>
      }
    />
  );
}

const NONE: readonly never[] = [];

function isOther<Row>(now: Row, before: Row): boolean {
  return now !== before;
}
