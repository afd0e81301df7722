package io.vpcep.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.api.Kinds;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.reconcile.Controllers.Clouds;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No kind of our group is left out when resources are reconciled and copied. */
class ReconciledKindsTest {

  @Test
  @SuppressWarnings("NullAway") // nobody asks what reconcilers are made of
  void everyKindIsReconciled() {
    var reconcilers =
        Controllers.reconcilers(
            new Clouds(null, null, null), null, null, null, new ResourceListers(), null);

    assertThat(reconcilers.stream().<Class<?>>map(ResourceReconciler::type))
        .containsExactlyInAnyOrderElementsOf(Kinds.ALL);
  }

  static Stream<Class<? extends Resource<?, ?>>> kinds() {
    return Kinds.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aCopyIsOfTheSameKindWithTheSameMetadata(Class<? extends Resource<?, ?>> type)
      throws ReflectiveOperationException {
    Resource<?, ?> resource = type.getConstructor().newInstance();
    resource.getMetadata().setName("orders-db");

    var copy = ResourceCloner.of(resource);

    assertThat(copy).isNotSameAs(resource).isExactlyInstanceOf(type);
    assertThat(copy.getMetadata()).isSameAs(resource.getMetadata());
  }
}
