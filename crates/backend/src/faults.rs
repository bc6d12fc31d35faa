//! Things that the backend can be told to do wrong, one at a time, so that the conformance suite can be seen to notice.
//!
//! Only with the cargo feature `faults`, which no real build has; without it none of them can be switched on, and the
//! compiler leaves them out.

/// Something done wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "faults", derive(clap::ValueEnum))]
pub enum Fault {
    /// The entity tag stays the same when something is counted.
    WrongEtag,
    /// Nobody is ever told that what they have still holds.
    EtagNeverMatches,
    /// A page that follows a comment which was taken back is empty.
    CursorSkipsAfterWithdrawal,
    /// A cursor is taken for any list.
    CursorOfOtherListAccepted,
    /// The same seed draws another order each time.
    SeedNotStable,
    /// A list does not tell its seed.
    SeedNotTold,
    /// What was taken back is not found, though others have answered it.
    TombstoneMissing,
    /// A request that comes twice counts twice.
    IdempotencyIgnored,
    /// Another text with the same key is answered as if it were the first.
    IdempotencyAlteredAccepted,
    /// Pages of other origins may read nothing.
    CorsMissing,
    /// Scripts may read no headers.
    CorsExposeMissing,
    /// A shared answer says whether it is the reader's own.
    ViewerInSharedAnswer,
    /// What has most support comes first.
    PopularityAsDefault,
    /// The problem of an unknown address has no type.
    ProblemWithoutType,
    /// A contribution that does not exist is answered with success.
    NotFoundAsSuccess,
    /// A debate is said to be larger than it is.
    TotalsWrong,
    /// The page after the first replies begins with one that was shown.
    RepliesPageRepeats,
    /// Changes are passed over.
    ChangesSkip,
    /// A change overwrites what somebody else has changed meanwhile.
    IfMatchIgnored,
    /// Anybody's secret opens everything.
    SecretOpensOthers,
    /// What was taken back keeps its words.
    WithdrawnWordsRemain,
    /// Orders are declared without saying what they do.
    OrderUnexplained,
    /// A limit that is too large is an error.
    LimitIsError,
    /// Moments are told in the time of some zone.
    TimestampsLocal,
    /// A reply lies deeper than it should.
    DepthWrong,
    /// One person's reaction counts each time.
    ReactionCountsTwice,
    /// Whoever leaves leaves their words behind.
    ErasureForgetsComments,
    /// What waits for a look is shown to everybody.
    PendingLeaks,
    /// Stewards are told who reported.
    ReporterShown,
    /// A status changes without a reason.
    StatusWithoutReason,
    /// There are more seats than there are.
    SeatsBeyondCapacity,
    /// What was hidden keeps its words.
    HiddenWordsRemain,
    /// A picture that nothing names can be seen by everybody.
    UploadIsPublic,
    /// A picture is given away so that something in it might run.
    PictureUnprotected,
    /// A contribution takes a picture that somebody else has uploaded.
    AnybodysUploadTaken,
    /// The map shows what the list leaves out.
    MapUnfiltered,
    /// The list of projects shows all of them, whatever was asked.
    ProjectsUnfiltered,
    /// Topics and areas count no projects.
    ProjectsUncounted,
    /// The busiest are said to have written nothing.
    VoicesWrong,
    /// A photograph keeps what it says of where it was taken.
    MetadataRemains,
    /// A picture needs no words.
    AltOptional,
    /// A list shows what was begun in any role.
    RoleIgnored,
    /// Whoever has decided also decides the appeal against it.
    OwnAppealDecided,
    /// Pages of other origins may not read that nothing has changed.
    CorsMissingOn304,
    /// A flat debate begins at its end, and says that it does not.
    FlatBackwards,
    /// A list has an order that nobody has declared.
    OrderUndeclared,
    /// Nobody is told of what people expect and offer.
    RepliesUnawaited,
    /// The project that takes a contribution up is passed over.
    TakingUpIgnored,
    /// What other municipalities have shared begins with what this one has.
    NetworkListsOwn,
    /// What is shared does not say so.
    SharingUntold,
    /// Residents share what is the municipality's to share.
    ResidentsShare,
    /// Anything is shared, whatever it is.
    AnythingShared,
    /// Whoever asks for news is told that somebody has done so before.
    SubscriberTold,
    /// Anything is taken for an address.
    AddressUnchecked,
}

impl Fault {
    /// Whether it is to be done wrong.
    #[cfg(feature = "faults")]
    pub fn is_on(self) -> bool {
        CHOSEN.get() == Some(&self)
    }

    /// Never, in a real build.
    #[cfg(not(feature = "faults"))]
    pub const fn is_on(self) -> bool {
        false
    }
}

/// Whether anything is to be done wrong.
pub fn is_any_on() -> bool {
    #[cfg(feature = "faults")]
    return CHOSEN.get().is_some();
    #[cfg(not(feature = "faults"))]
    false
}

#[cfg(feature = "faults")]
static CHOSEN: std::sync::OnceLock<Fault> = std::sync::OnceLock::new();

/// From now on this is done wrong.
#[cfg(feature = "faults")]
pub fn choose(fault: Option<Fault>) {
    if let Some(fault) = fault {
        let _ = CHOSEN.set(fault);
    }
}
