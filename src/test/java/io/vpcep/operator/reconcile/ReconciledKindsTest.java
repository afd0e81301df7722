package io.vpcep.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.vpcep.operator.api.Kinds;
import io.vpcep.operator.api.Resource;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No kind of our group is left out when resources are watched, reconciled and copied. */
class ReconciledKindsTest {

  @Test
  void everyKindIsReconciled() {
    assertThat(Stream.of(ResourceKey.Kind.values()).<Class<?>>map(ResourceKey.Kind::type))
        .containsExactlyInAnyOrderElementsOf(Kinds.ALL);
  }

  @Test
  void everyKindHasAnInformer() {
    var watched =
        Arrays.stream(Informers.class.getDeclaredClasses())
            .filter(feed -> feed.isAnnotationPresent(ControllerConfiguration.class))
            .map(feed -> ((ParameterizedType) feed.getGenericSuperclass()))
            .map(type -> (Object) type.getActualTypeArguments()[0]);

    assertThat(watched).containsExactlyInAnyOrderElementsOf(Kinds.ALL);
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
