package io.vpcep.emulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class WorldTest {

  private static final ServiceSettings SERVICE = ServiceSettings.DEFAULT;
  private static final ClusterSettings CLUSTER = ClusterSettings.DEFAULT;

  private final World world = new World(InstantSource.system());

  private static ServiceSettings named(String name) {
    return SERVICE.withDetails(SERVICE.details().withName(name));
  }

  @Test
  void losesNoChangeOfAService() {
    world.putService("s", SERVICE);
    var read = world.service("s").orElseThrow();

    assertThat(world.replaceSettings(read, named("first"))).isPresent();
    assertThat(world.replaceSettings(read, named("second"))).isEmpty();

    assertThat(world.service("s").orElseThrow().settings()).isEqualTo(named("first"));
  }

  @Test
  void losesNoChangeOfACluster() {
    world.putCluster("c", CLUSTER);
    var read = world.cluster("c").orElseThrow();

    assertThat(world.replaceSettings("c", read, CLUSTER.withEndpointService(false))).isTrue();
    assertThat(world.replaceSettings("c", read, CLUSTER)).isFalse();

    assertThat(world.cluster("c").orElseThrow().settings().endpointService()).isFalse();
  }
}
