import { applyOffice } from './apply.ts';
import type { DatacenterPorts } from './ports.ts';
import { routeOffice } from './route.ts';

const OFFICES_A_SWEEP = 50;

/**
 * One sweep over the offices that have something waiting: apply, then hand on. Answers whether anything moved; when
 * nothing did, the next sweep may wait for the next push.
 */
export async function sweep(ports: DatacenterPorts): Promise<boolean> {
  let hasMoved = false;
  for (const office of await ports.store.behind(OFFICES_A_SWEEP)) {
    if (await applyOffice(ports, office)) hasMoved = true;
    if (await routeOffice(ports, office)) hasMoved = true;
  }
  return hasMoved;
}
