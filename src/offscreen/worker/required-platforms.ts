import type { PlatformId } from '../../shared/platforms';
import { PLATFORM_IDS } from '../../shared/platforms';
import type { EngineOrder } from '../worker-protocol';

/** What an order's photo has to hold after: all there is where the order does not say. */
export function requiredPlatforms(order: EngineOrder): readonly PlatformId[] {
  const { asDelivered = false, platforms = PLATFORM_IDS } = order;
  return asDelivered ? [] : platforms;
}
