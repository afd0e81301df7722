package io.vpcep.operator.cluster;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Reads strings so that equal ones are mostly one. Resources that differ in a name and an ID say
 * the same in some twenty other places, from their kind to the message of a condition. Forgets what
 * was not met for a while, so that it never grows.
 */
final class InterningDeserializer extends StdScalarDeserializer<String> {

  private static final long serialVersionUID = 1L;

  /** A power of two; the words of some thousand resources find room. */
  private static final int PLACES = 1 << 12;

  private static final int LONGEST = 256;

  private final transient AtomicReferenceArray<@Nullable String> places =
      new AtomicReferenceArray<>(PLACES);

  InterningDeserializer() {
    super(String.class);
  }

  @Override
  public @Nullable String deserialize(JsonParser json, DeserializationContext context)
      throws IOException {
    var text = StringDeserializer.instance.deserialize(json, context);
    return text == null || text.length() > LONGEST ? text : shared(text);
  }

  private String shared(String text) {
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
    var met = places.get(place);
    if (text.equals(met)) {
      return met;
    }
    places.set(place, text);
    return text;
  }
}
