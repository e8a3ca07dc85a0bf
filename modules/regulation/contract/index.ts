import { z } from 'zod';
import { confidences } from './rule.ts';

export * from './rule.ts';

export type Confidence = (typeof confidences)[number];

export const packageStates = ['draft', 'published', 'withdrawn'] as const;
export type PackageState = z.infer<typeof zPackageState>;
export const zPackageState = z.enum(packageStates);
