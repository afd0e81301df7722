package io.vpcep.operator.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.vpcep.operator.api.Group;
import io.vpcep.operator.decision.Notice;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The one event object that tells of all transitions of a resource with the same reason: how it
 * begins, and how it goes on. It counts them, and remembers in an annotation which it told of last.
 * All is said twice, in {@code series} and in the older fields {@code count} and {@code
 * lastTimestamp}, by which {@code kubectl get events --sort-by} and many a dashboard sort.
 */
final class EventSeries {

  private static final String CONTROLLER = "vpcep.io/vpcep-operator";
  private static final int MAX_PREFIX = 200;

  /** What the name of an event, or a part of it before a dot, does not end with. */
  private static final Pattern NO_END = Pattern.compile("[.-]+$");

  private static final Pattern TRANSITION = Pattern.compile("([0-9]{1,18})-(.+)");

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private EventSeries() {}

  /** The series with its first transition. */
  static Event first(HasMetadata resource, Notice notice, String instance, Instant now) {
    var metadata = resource.getMetadata();
    return new EventBuilder()
        .withNewMetadata()
        .withName(name(resource, notice.reason()))
        .withNamespace(metadata.getNamespace())
        .addToAnnotations(Group.TRANSITION, transition(notice))
        .endMetadata()
        .withEventTime(micros(now))
        .withFirstTimestamp(seconds(now))
        .withLastTimestamp(seconds(now))
        .withCount(1)
        .withReportingComponent(CONTROLLER)
        .withReportingInstance(instance)
        .withAction("Poll")
        .withReason(notice.reason().word())
        .withType(notice.reason().type())
        .withMessage(notice.note())
        .withInvolvedObject(
            new ObjectReferenceBuilder()
                .withApiVersion(resource.getApiVersion())
                .withKind(resource.getKind())
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .build())
        .build();
  }

  /**
   * Whether the series tells of this transition already. A lower number with the same sighting is
   * that of a replica that woke up with an old status: what it sees was told by another.
   */
  static boolean tellsOf(Event present, Notice notice) {
    var annotations = present.getMetadata().getAnnotations();
    var told = annotations == null ? null : annotations.get(Group.TRANSITION);
    var parts = TRANSITION.matcher(told == null ? "" : told);
    return parts.matches()
        && notice.number() <= Long.parseLong(parts.group(1))
        && notice.seen().equals(parts.group(2));
  }

  /** The series with one more transition, whose note takes the place of the last one's. */
  static Event next(Event present, Notice notice, String instance, Instant now) {
    int count = (present.getCount() == null ? 1 : present.getCount()) + 1;
    return new EventBuilder(present)
        .editMetadata()
        .addToAnnotations(Group.TRANSITION, transition(notice))
        .endMetadata()
        .withReportingInstance(instance)
        .withMessage(notice.note())
        .withCount(count)
        .withLastTimestamp(seconds(now))
        .withNewSeries()
        .withCount(count)
        .withLastObservedTime(micros(now))
        .endSeries()
        .build();
  }

  private static String transition(Notice notice) {
    return notice.number() + "-" + notice.seen();
  }

  /** The name of the series, which nothing else has. */
  static String name(HasMetadata resource, Notice.Reason reason) {
    var metadata = resource.getMetadata();
    var series = metadata.getUid() + '/' + reason.word();
    var id = UUID.nameUUIDFromBytes(series.getBytes(UTF_8)).toString().substring(0, 18);
    return prefix(metadata.getName()) + "." + id.replace("-", "");
  }

  /** As much of a resource's name as an event's own name has room for. */
  private static String prefix(String name) {
    var start = name.length() <= MAX_PREFIX ? name : name.substring(0, MAX_PREFIX);
    return NO_END.matcher(start).replaceFirst("");
  }

  private static MicroTime micros(Instant time) {
    return new MicroTime(MICROS.format(time));
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
