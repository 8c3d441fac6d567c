'use client';

import { Table, type TableProps } from 'antd';
import styles from './ui.module.css';

/** A short table without pages; where it is too wide for the screen it scrolls sideways, by keyboard too. */
export function PlainTable<Row extends object>(props: TableProps<Row> & { 'aria-label': string }) {
  return (
    <div role="region" aria-label={props['aria-label']} tabIndex={0} className={styles.sideways}>
      <Table<Row> size="small" pagination={false} {...props} />
    </div>
  );
}
