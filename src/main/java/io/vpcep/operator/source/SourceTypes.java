package io.vpcep.operator.source;

import static java.util.Objects.requireNonNull;

import io.vpcep.operator.api.SourceSpec;
import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.CloudHttp;
import io.vpcep.operator.cloud.ErrorCodes;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.source.css.CssSource;
import io.vpcep.operator.source.vpcep.VpcepSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Kinds of sources that are known together.
 *
 * @param all each of them
 */
public record SourceTypes(List<SourceType> all) {

  /** What the operator can watch. A new kind is added here. */
  public static final SourceTypes SUPPORTED =
      new SourceTypes(List.of(VpcepSource.TYPE, CssSource.TYPE));

  /**
   * The source that a spec names.
   *
   * @throws IllegalArgumentException if it names none, which admission refuses
   */
  public Source namedIn(SourceSpec spec) {
    return findIn(spec).orElseThrow(() -> new IllegalArgumentException("the spec names no source"));
  }

  /** The source that a spec names; empty if it names none, which admission refuses. */
  public Optional<Source> findIn(SourceSpec spec) {
    for (var type : all) {
      var ref = type.field().of(spec);
      if (ref != null) {
        return Optional.of(new Source(type.kind(), ref.id()));
      }
    }
    return Optional.empty();
  }

  /** The services of a cloud that have to be found: IAM, and those that list sources. */
  public List<Api> apis() {
    return Stream.concat(Stream.of(Api.IAM), all.stream().map(SourceType::api)).toList();
  }

  /** What the error codes of all services mean. */
  public ErrorCodes errors() {
    return all.stream().map(SourceType::errors).reduce(ErrorCodes.NONE, ErrorCodes::and);
  }

  /** What calls the API of each kind; there is none for a kind that is not among these. */
  public Function<Source.Kind, SourceClient> clients(CloudHttp http) {
    var clients =
        all.stream()
            .collect(
                Collectors.toUnmodifiableMap(SourceType::kind, type -> type.client().apply(http)));
    return kind ->
        requireNonNull(clients.get(kind), () -> "there is no client for a " + kind.phrase());
  }
}
