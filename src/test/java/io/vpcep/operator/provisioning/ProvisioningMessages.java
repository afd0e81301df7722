package io.vpcep.operator.provisioning;

import static java.util.Objects.requireNonNull;

import io.vpcep.operator.decision.ConnectionsReady;
import io.vpcep.operator.provisioning.Refusal.Reason;
import io.vpcep.operator.support.MessageList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What ConnectionsReady of a service says. */
public final class ProvisioningMessages {

  private ProvisioningMessages() {}

  /** Adds them. */
  public static void add(MessageList list) {
    list.section("VpcEndpointService with spec.connections");
    add(list, "all resources are made", settled(10).settle().condition());
    var taken = new ProvisioningFixture().lists("adb7b229", "b1946ac9");
    taken.create("shop-adb7b229", "something-else");
    add(list, "a resource of a user has the name", taken.settle().condition());
    var many = new ProvisioningFixture();
    IntStream.range(0, 7).forEach(i -> many.lists("e" + i).create("shop-e" + i, "other-" + i));
    add(list, "resources of users have seven names", many.settle().condition());
    add(
        list,
        "of ten connections four are gone",
        settled(10).lacks("e0", "e1", "e2", "e3").settle().condition());
    add(
        list,
        "there are more connections than the limit",
        new ProvisioningFixture()
            .connections("namePrefix: shop-, limit: 2")
            .lists("a", "b", "c")
            .settle()
            .condition());
    add(
        list,
        "an older service makes them",
        ConnectionPlan.conflict("shop-old", List.of()).condition());
    add(
        list,
        "a quota is used up",
        refused(
            Reason.QUOTA_EXCEEDED,
            "exceeded quota: few, requested: count/vpcendpointconnections.vpcep.io=1, used:"
                + " count/vpcendpointconnections.vpcep.io=5, limited:"
                + " count/vpcendpointconnections.vpcep.io=5"));
    add(list, "the operator has not the rights", refused(Reason.FORBIDDEN, "delete"));
    add(list, "somebody changes it back each time", refused(Reason.OVERRIDDEN, "shop-adb7b229"));
    add(
        list,
        "an admission webhook refuses one",
        refused(Reason.REFUSED, "admission webhook \"names.example.com\" denied the request: no"));
  }

  private static ProvisioningFixture settled(int count) {
    var world =
        new ProvisioningFixture()
            .lists(IntStream.range(0, count).mapToObj(i -> "e" + i).toArray(String[]::new));
    world.settle();
    return world;
  }

  private static @Nullable ConnectionsReady refused(Reason reason, String said) {
    return new ProvisioningFixture()
        .lists("a")
        .refused(new Refusal(reason, said))
        .plan()
        .condition();
  }

  private static void add(MessageList list, String situation, @Nullable ConnectionsReady ready) {
    var condition = requireNonNull(ready);
    list.add(
        "%s: ConnectionsReady %s (%s)".formatted(situation, condition.status(), condition.reason()),
        condition.message());
  }
}
