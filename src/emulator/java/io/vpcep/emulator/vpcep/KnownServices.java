package io.vpcep.emulator.vpcep;

import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.world.EndpointService;
import io.vpcep.emulator.world.World;

/** The endpoint service that a request is about. Every project and every account sees the same. */
final class KnownServices {

  private KnownServices() {}

  static EndpointService of(World world, EmulatedRequest request) throws RefusedException {
    return world.service(request.source()).orElseThrow(VpcepError.NOT_THERE::refusal);
  }
}
