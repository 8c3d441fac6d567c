'use client';

import { Table, type TableColumnsType } from 'antd';
import { CardList } from './card-list';
import { useNarrow } from './use-narrow';
import styles from './ui.module.css';

interface Props<Row> {
  'aria-label': string;
  columns: TableColumnsType<Row>;
  rowKey: (row: Row) => string;
  dataSource: readonly Row[];
}

/** A short table without pages: cards on a phone; where it is wider than its place it scrolls sideways, by keyboard too. */
export function PlainTable<Row extends object>({ columns, rowKey, dataSource, ...named }: Props<Row>) {
  const narrow = useNarrow();
  const label = named['aria-label'];
  if (narrow) return <CardList<Row> label={label} columns={columns} rowKey={rowKey} rows={dataSource} />;
  return (
    <div role="region" aria-label={label} tabIndex={0} className={styles.sideways}>
      <Table<Row>
        aria-label={label}
        size="small"
        pagination={false}
        columns={columns}
        rowKey={rowKey}
        dataSource={dataSource}
      />
    </div>
  );
}
