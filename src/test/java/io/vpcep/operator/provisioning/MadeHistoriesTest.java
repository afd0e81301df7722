package io.vpcep.operator.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random histories of a cloud, of users and of the operator. {@code -Dhistories=N} tries other than
 * the usual number.
 */
class MadeHistoriesTest {

  private static final int HISTORIES = Integer.getInteger("histories", 400);
  private static final int STEPS = 60;
  private static final int ENDPOINTS = 8;

  @Test
  void nothingForeignIsTouchedNothingIsMadeTwiceAndNothingIsPrunedThatIsInTheCloud() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      new History(seed).play();
    }
  }

  /** One of them. */
  private static final class History {

    private final long seed;
    private final Random random;
    private final ProvisioningFixture world = new ProvisioningFixture();

    /** What users have created or taken over, as it was last. */
    private final Map<String, JsonNode> foreign = new HashMap<>();

    History(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      world.connections("namePrefix: shop-, onGone: {after: 1h, maxPercent: 40}");
    }

    void play() {
      for (int i = 0; i < STEPS; i++) {
        step();
        look();
      }
      world.failing(false).unreadable(0).polled();
      world.settle();
      for (var id : world.listed()) {
        boolean isTaken = foreign.containsKey("shop-" + id);
        assertThat(isTaken || named().contains(id)).as("seed %s, %s", seed, id).isTrue();
      }
    }

    private void step() {
      var id = "e" + random.nextInt(ENDPOINTS);
      switch (random.nextInt(12)) {
        case 0, 1, 2 -> world.lists(id);
        case 3 -> world.lacks(id);
        case 4 -> create("user-" + random.nextInt(3), id);
        case 5 -> create("shop-" + id, "e" + random.nextInt(ENDPOINTS));
        case 6 -> some().ifPresent(this::delete);
        case 7 -> some().ifPresent(this::edit);
        case 8 -> some().ifPresent(this::takeOver);
        case 9 -> world.restart();
        case 10 -> world.failing(random.nextBoolean()).unreadable(random.nextInt(2));
        default -> world.polled();
      }
      world.later(Duration.ofMinutes(random.nextInt(30)));
    }

    private void look() {
      var before = world.names();
      var listed = world.listed();
      var endpoints =
          before.stream()
              .collect(
                  Collectors.toMap(
                      name -> name, name -> ProvisioningFixture.endpoint(world.resource(name))));
      world.live();
      for (var name : before) {
        if (!world.names().contains(name)) {
          assertThat(listed)
              .as("seed %s, pruned %s", seed, name)
              .doesNotContain(endpoints.get(name));
          assertThat(foreign).as("seed %s", seed).doesNotContainKey(name);
        }
      }
      foreign.forEach(
          (name, resource) ->
              assertThat(world.resource(name).path("spec"))
                  .as("seed %s, %s", seed, name)
                  .isEqualTo(resource.path("spec")));
      var made = world.names().stream().filter(name -> !foreign.containsKey(name)).toList();
      assertThat(made.stream().map(name -> ProvisioningFixture.endpoint(world.resource(name))))
          .as("seed %s", seed)
          .doesNotHaveDuplicates();
    }

    private List<String> named() {
      return world.names().stream()
          .map(name -> ProvisioningFixture.endpoint(world.resource(name)))
          .toList();
    }

    private Optional<String> some() {
      var names = List.copyOf(world.names());
      return names.isEmpty()
          ? Optional.empty()
          : Optional.of(names.get(random.nextInt(names.size())));
    }

    private void create(String name, String id) {
      if (!world.names().contains(name)) {
        world.create(name, id);
        foreign.put(name, world.resource(name).deepCopy());
      }
    }

    private void delete(String name) {
      world.delete(name);
      foreign.remove(name);
    }

    private void edit(String name) {
      world.edit(
          name,
          resource -> {
            resource.withObject("/metadata/labels").put("mine", "yes");
            if (!foreign.containsKey(name)) {
              resource.withObject("/spec").put("endpointID", "e" + random.nextInt(ENDPOINTS));
            }
          });
    }

    private void takeOver(String name) {
      world.edit(
          name,
          resource ->
              resource.withObject("/metadata/annotations").put("vpcep.io/unmanaged", "true"));
      foreign.put(name, world.resource(name).deepCopy());
    }
  }
}
