package io.vpcep.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cluster.RequiredPermissions.LeaseName;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the lack of a right means. */
class AccessReviewTest {

  private static final RequiredPermissions EVERYWHERE = new RequiredPermissions(Set.of(), null);
  private static final RequiredPermissions IN_TWO =
      new RequiredPermissions(new TreeSet<>(List.of("a", "b")), null);
  private static final Permission EVENTS_IN_A =
      new Permission("create", "", "events", "", "a", null);

  @Test
  void nothingIsSaidWhereNothingIsMissing() {
    var review = review(EVERYWHERE, Set.of());

    assertThat(review.sentence()).isEmpty();
    assertThat(review.canWatch()).isTrue();
    assertThat(review.watchable()).as("empty for all").isEmpty();
  }

  @Test
  void aMissingRightIsNamedAsARoleWouldNameIt() {
    var status =
        new Permission("update", "vpcep.io", "vpcendpointconnections", "status", null, null);
    var secrets = new Permission("get", "", "secrets", "", null, null);

    assertThat(review(EVERYWHERE, Set.of(status, secrets)).sentence())
        .isEqualTo(
            "not allowed to update vpcendpointconnections.vpcep.io/status in all namespaces;"
                + " get secrets in all namespaces");
  }

  @Test
  void withoutTheRightToWatchNothingCanBeDone() {
    assertThat(review(EVERYWHERE, EVERYWHERE.toWatch(null)).canWatch()).isFalse();
    assertThat(review(IN_TWO, IN_TWO.all()).canWatch()).isFalse();
  }

  @Test
  void aNamespaceInWhichNothingIsAllowedIsLeftOutAndIsNoTrouble() {
    var review = review(IN_TWO, IN_TWO.in("b"));

    assertThat(review.closed()).containsExactly("b");
    assertThat(review.watchable()).containsExactly("a");
    assertThat(review.canWatch()).isTrue();
    assertThat(review.sentence()).isEmpty();
  }

  @Test
  void oneRightThatIsMissingInANamespaceIsATroubleAndTheNamespaceIsWatchedAllTheSame() {
    var review = review(IN_TWO, Set.of(EVENTS_IN_A));

    assertThat(review.closed()).isEmpty();
    assertThat(review.watchable()).containsExactly("a", "b");
    assertThat(review.sentence()).isEqualTo("not allowed to create events in namespace a");
  }

  @Test
  void whereEveryNamespaceIsClosedThatIsTheTrouble() {
    assertThat(review(IN_TWO, IN_TWO.all()).troubles()).hasSize(IN_TWO.all().size());
  }

  @Test
  void theLeaseIsNeededAlsoInANamespaceThatIsLeftOut() {
    var needs = new RequiredPermissions(IN_TWO.namespaces(), new LeaseName("b", "vpcep-operator"));

    assertThat(review(needs, needs.in("b")).sentence()).isEmpty();
    var all = new HashSet<>(needs.in("b"));
    all.addAll(needs.forLeaderElection());
    assertThat(review(needs, all).sentence())
        .isEqualTo(
            "not allowed to get leases.coordination.k8s.io vpcep-operator in namespace b;"
                + " create leases.coordination.k8s.io in namespace b;"
                + " update leases.coordination.k8s.io vpcep-operator in namespace b");
  }

  private static AccessReview review(RequiredPermissions needs, Collection<Permission> missing) {
    return new AccessReview(needs, Set.copyOf(missing));
  }
}
