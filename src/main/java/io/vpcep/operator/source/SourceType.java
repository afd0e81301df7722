package io.vpcep.operator.source;

import io.vpcep.operator.api.SourceSpec;
import io.vpcep.operator.api.VpcEndpointConnectionSpec.SourceRef;
import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.CloudHttp;
import io.vpcep.operator.cloud.ErrorCodes;
import io.vpcep.operator.connection.Source;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of source.
 *
 * @param kind what it is called
 * @param api which of a cloud's services lists it
 * @param errors the error codes of that service
 * @param field of a spec, which names a source of this kind
 * @param client makes what calls the service
 */
public record SourceType(
    Source.Kind kind,
    Api api,
    ErrorCodes errors,
    SpecField field,
    Function<CloudHttp, SourceClient> client) {

  /** A field of a spec. */
  @FunctionalInterface
  public interface SpecField {

    /** The source that the spec names in it; null if it names none. */
    @Nullable SourceRef of(SourceSpec spec);
  }
}
