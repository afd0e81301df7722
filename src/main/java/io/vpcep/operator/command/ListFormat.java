package io.vpcep.operator.command;

/** The forms of a list. */
public enum ListFormat {
  /** For people. */
  table {
    @Override
    String text(ListedSource listed) {
      return ConnectionTable.of(listed.connections());
    }
  },
  /** For programs. */
  json {
    @Override
    String text(ListedSource listed) {
      return ConnectionJson.of(listed);
    }
  };

  abstract String text(ListedSource listed);

  /** Prints the list in this form. */
  public Printout print(ListedSource listed) {
    int shown = listed.connections().size();
    boolean isAll = shown == listed.list().connections().size();
    return new Printout(text(listed), listed.notes(isAll ? "" : shown + " shown"));
  }
}
