"""The four sections of Devon's plan: what needs improvement and what families have said, in our own words."""

from config.demo.facts.shapes import Section

SECTIONS = (
    Section(
        "A",
        "Strategy",
        ("A",),
        needs_improvement=(
            "The strategy does not deal with weaknesses that matter most",
            "Action does not add up to a coherent whole",
            "Parent carers, schools and the council see the weaknesses, and the way out, differently",
            "Nobody evaluates how the area is doing",
            "A few services do well; many people have lost patience with the others",
            "The strategic plan is not known to staff",
            "Staff cannot say what each service is for",
        ),
        families_said=(
            "Even an ordinary family activity at home is hard for many",
            "What weighs most is the child's condition itself, then the effect of meltdowns and behaviour",
            "Too little support and understanding makes it worse: families feel that they must fight",
            "Across education services one parent in four felt that needs were met",
            (
                "Half of parents say that support in school meets need; outside agencies do less well, and most put "
                "the shortfall down to resources rather than to goodwill"
            ),
            "What schools would like to do and what they can do are far apart",
            (
                "It went better where staff understood: a new school, targeted or one-to-one help, small classes and "
                "more contact with home"
            ),
            "Local services and agencies are not trusted",
        ),
    ),
    Section(
        "B",
        "Communication",
        ("B",),
        needs_improvement=(
            "Communication is still bad",
            "Phones ring and nobody answers",
            "Papers and complaints go missing",
            "Families are left without news",
            "Wrong details are passed on to other people",
            "Each service has its own ways of being reached, and managers cannot tell which of them work",
            (
                "Families and staff leave the local offer aside, because it neither describes the services nor answers "
                "their questions"
            ),
            (
                "Involving parents is often a gesture: they are treated as one opinion among others, not as partners, "
                "and their view does not reach daily work"
            ),
        ),
        families_said=(
            "Contact during the EHC process was rated poor or worse",
            "News about services and provision for their child does not reach them",
            (
                "What made the difference was staff who knew their job, gave support, listened, and spoke with child "
                "and family alike"
            ),
        ),
    ),
    Section(
        "C",
        "EHC plans: timeliness and quality",
        ("C",),
        needs_improvement=(
            "Plans are produced late and annual reviews are delayed",
            "Parents get little help from what they receive",
            "Advice from professionals is uneven",
            "The plans themselves fall short on quality",
            "No service checks EHC plans and no profession feels that they are its own",
            "Children with a plan miss too much school",
            "Parent carers are unhappy with the result",
        ),
        families_said=(
            "How long an assessment takes, and what they hear while it runs, was rated poor or worse",
            "They gave the same mark to how well a plan grasps their child and to being listened to",
            "Applying is not easy and the process as a whole was marked down too",
            "No part of the process reached better than poor for the average parent carer",
            "Outcomes set at annual review did not meet need, in their view",
            "More than 40% marked the annual review itself poor or worse",
        ),
    ),
    Section(
        "D",
        "Autism",
        ("D",),
        needs_improvement=(
            "The wait is still too long",
            "Getting on the list at all is described as a battle",
            "Health visiting is short of people and healthy child reviews run late",
            "Help during the wait does not fit what the child needs, parents say",
            "Parents wait too long for support of their own",
        ),
        families_said=(
            "Think wider than autism: many neuro-types, with young people at the heart of the work",
            "See how differently people present; forget the stereotype",
            "Do not measure children against each other",
            "Bring neurodivergent voices into schools and communities, and let their stories be heard",
            "Teach how society works, rather than drilling social skills",
            "Assessment still follows a medical model that looks for what is wrong",
            "Hear parents out, and show those new to this that there is more than one good path",
            "Make it possible for autistic young people to live on their own terms nearby, to study and to work",
            "Help people who work with the very young to notice neurodivergence early",
            "Step in sooner with help for social contact and skills",
            "Let families see a health visitor in person",
            "Make sure that health visitors know the many ways autism can look",
            "Joining the waiting list is a struggle",
            (
                "Training and information have been given, yet leaders cannot show what it did for groups singled out "
                "before, girls and those who need mental health services among them"
            ),
        ),
    ),
)
