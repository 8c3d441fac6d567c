'use client';

import type { TableColumnsType, TableColumnType } from 'antd';
import type { HTMLAttributes, ReactNode } from 'react';
import styles from './ui.module.css';

interface Props<Row> {
  label: string;
  columns: TableColumnsType<Row>;
  rowKey: (row: Row) => string;
  rows: readonly Row[];
  onRow?: ((row: Row) => HTMLAttributes<HTMLElement>) | undefined;
  rowClassName?: ((row: Row) => string) | undefined;
}

/** The rows of a table for a narrow screen: each a card, the first column its head, the others named lines. */
export function CardList<Row extends object>(props: Props<Row>) {
  const { label, columns, rowKey, rows, onRow, rowClassName } = props;
  const [head, ...rest] = columns as TableColumnType<Row>[];
  return (
    <ul aria-label={label} className={styles.cards}>
      {rows.map((row, index) => (
        <li key={rowKey(row)} data-row-key={rowKey(row)} className={rowClassName?.(row)} {...onRow?.(row)}>
          {head && <div className={styles.cardHead}>{cell(head, row, index)}</div>}
          <dl>
            {rest.map((column) => (
              <div key={String(column.key)}>
                <dt>{column.title as ReactNode}</dt>
                <dd>{cell(column, row, index)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

function cell<Row>(column: TableColumnType<Row>, row: Row, index: number): ReactNode {
  const value =
    typeof column.dataIndex === 'string' ? (row as Record<string, unknown>)[column.dataIndex] : row;
  // What a table may answer beside a node (spans of cells) has no place in a card.
  const shown: unknown = column.render ? column.render(value, row, index) : value;
  return shown as ReactNode;
}
