'use client';

import { Button, type ButtonProps } from 'antd';
import { useRouter } from 'next/navigation';

/** A link that looks like a button; opens in a new tab as links do, without a page load otherwise. */
export function LinkButton({ href, ...rest }: ButtonProps & { href: string }) {
  const router = useRouter();
  return (
    <Button
      {...rest}
      href={href}
      // As links do, but only of what somebody is about to open.
      onMouseEnter={() => router.prefetch(href)}
      onFocus={() => router.prefetch(href)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        router.push(href);
      }}
    />
  );
}
