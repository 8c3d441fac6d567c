'use client';

import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { call } from '@/lib/client/call';
import { getProjectImage } from '@/lib/contract/registries';
import { parseReference } from '@/lib/domain/registry';
import { rememberImage } from './recent-images';
import type { PickedImage } from './types';

interface Wanted {
  reference: string;
  registry?: string;
}

/**
 * Looks an image up for a project and hands it on with its config. A choice from a list counts even when its config
 * can't be read; a typed name is handed on only once it was found, or when the person says so. The latest choice wins.
 */
export function usePick(project: string, onChange: (image: PickedImage) => void) {
  const latest = useRef<Wanted | null>(null);
  const mutation = useMutation({
    mutationFn: ({ reference, registry }: Wanted) =>
      call(getProjectImage, { params: { project }, query: { reference, registry } }),
    onSuccess: (image, wanted) => {
      if (latest.current !== wanted) return;
      rememberImage(project, image);
      const { registry, repository, tag, digest, config } = image;
      const reference = tag === null ? `${repository}@${digest}` : `${repository}:${tag}`;
      onChange({ registry, repository, tag, reference, config });
    },
    onError: (_error, wanted) => {
      if (latest.current === wanted && wanted.registry !== undefined) accept(wanted);
    },
  });

  /** Takes it as it stands, unchecked; the plan will say whether it can be pulled. */
  const accept = ({ reference, registry }: Wanted) => {
    const parsed = parseReference(reference);
    if (!parsed) return;
    const { repository, tag } = parsed;
    onChange({ registry: registry ?? null, repository, tag, reference, config: null });
  };

  const pick = (wanted: Wanted) => {
    latest.current = wanted;
    mutation.mutate(wanted);
  };
  return {
    pick,
    accept,
    forget: () => {
      latest.current = null;
      mutation.reset();
    },
    pending: mutation.isPending ? (mutation.variables ?? null) : null,
    failed: mutation.error ? { error: mutation.error, wanted: mutation.variables } : null,
  };
}
