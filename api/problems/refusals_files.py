"""What is refused about files: evidence and result packages. One exception class per cause; nothing knows HTTP."""


class EvidenceTooLarge(Exception):
    """More bytes than one file of evidence may have."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"文件超过 {limit:,} 字节（{limit / 1024 / 1024:.1f} MB）；请压缩图片或拆成几个文件后再上传")
        self.limit = limit


class EvidenceEmpty(Exception):
    """A file without a single byte."""

    def __init__(self) -> None:
        super().__init__("文件是空的（0 字节）；请确认选对了文件，重新上传")


class NotAllowedEvidence(Exception):
    """A file of a kind that is not taken, or not what its name says: why, and what to do."""

    def __init__(self, why: str, remedy: str, allowed: str) -> None:
        super().__init__(f"{why}；{remedy}。可以上传的类型：{allowed}")
        self.why, self.remedy, self.allowed = why, remedy, allowed


class UnreadablePackage(Exception):
    """The bytes are no result package that one can read: why."""

    def __init__(self, why: str) -> None:
        super().__init__(f"读不了这个结果包：{why}；请重新下载，原样核对，不要解开后再压缩")
        self.why = why


class FileTooCostly(Exception):
    """Reading the file takes more time or memory than one file may have."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"这个文件 {limit} 秒内读不完，或所需内存过多；请只留下绩效表，删去图片、空白区域和无关的工作表或页，另存后再上传"
        )
        self.limit = limit


class ParsersBusy(Exception):
    """All readers of files were busy for as long as one waits."""

    def __init__(self, seconds: int) -> None:
        super().__init__("正在读取的文件太多，这次没有轮到；什么也没有改动，请稍后再试")
        self.seconds = seconds
