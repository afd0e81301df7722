package io.vpcep.operator.e2e;

import io.vpcep.emulator.world.SourceRef;

/** The examples of the clouds' documents, which the emulator lists from its start. */
final class Examples {

  static final SourceRef SERVICE = SourceRef.service("4189d3c2-8882-4871-a3c2-d380272eed88");

  /** An endpoint that is connected to the service. */
  static final String ENDPOINT = "adb7b229-bb11-4072-bcc0-3327cd784263";

  static final SourceRef CLUSTER = SourceRef.cluster("4f3deec3-efa8-4598-bf91-560aad1377a3");

  /** An endpoint that is connected to the cluster. */
  static final String CLUSTER_ENDPOINT = "connectionsID";

  private Examples() {}
}
